-- clarity in Neovim: put this in ~/.config/nvim/lua/clarity.lua, and require("clarity") in init.lua.

local filetypes = { "markdown", "mdx", "html", "text" }
local command = vim.g.clarity_command or { "clarity", "lsp" }

--- The folder of the project that a file is in: that of its project file, or of its repository.
local function root_of(path)
  local folder = vim.fn.fnamemodify(path, ":p:h")
  local found = vim.fn.findfile(".clarity.yaml", folder .. ";")
  if found == "" then
    found = vim.fn.finddir(".git", folder .. ";")
  end
  return found == "" and folder or vim.fn.fnamemodify(found, ":p:h"):gsub("/%.git$", "")
end

local servers = {}

local function start(buffer)
  local root = root_of(vim.api.nvim_buf_get_name(buffer))
  if vim.lsp.start then -- Neovim 0.8 and newer
    vim.lsp.start({ name = "clarity", cmd = command, root_dir = root }, { bufnr = buffer })
    return
  end
  servers[root] = servers[root]
    or vim.lsp.start_client({ name = "clarity", cmd = command, root_dir = root })
  vim.lsp.buf_attach_client(buffer, servers[root])
end

vim.api.nvim_create_autocmd("FileType", {
  pattern = filetypes,
  callback = function(event)
    start(event.buf)
  end,
})
