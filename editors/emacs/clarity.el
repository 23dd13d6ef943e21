;;; clarity.el --- clarity in Emacs, by eglot  -*- lexical-binding: t; -*-

;; Put this in a folder of your load-path, and (require 'clarity) in your init file.
;; Emacs 29 and newer bring eglot along; older ones get it by M-x package-install.

;;; Code:

(defvar clarity-command '("clarity" "lsp")
  "The command that starts clarity.")

(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs
               `((markdown-mode gfm-mode mhtml-mode html-mode text-mode) . ,clarity-command)))

(dolist (hook '(markdown-mode-hook mhtml-mode-hook text-mode-hook))
  (add-hook hook #'eglot-ensure))

(provide 'clarity)
;;; clarity.el ends here
