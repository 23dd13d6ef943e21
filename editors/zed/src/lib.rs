//! Starts `clarity lsp`, as it is found on the path of the project.

use zed_extension_api::{self as zed, LanguageServerId, Result};

struct Clarity;

impl zed::Extension for Clarity {
    fn new() -> Self {
        Self
    }

    fn language_server_command(
        &mut self,
        _server: &LanguageServerId,
        worktree: &zed::Worktree,
    ) -> Result<zed::Command> {
        let command = worktree
            .which("clarity")
            .ok_or("clarity is not installed: pip install 'clarity-klarsprak[lsp]'")?;
        Ok(zed::Command {
            command,
            args: vec!["lsp".into()],
            env: worktree.shell_env(),
        })
    }
}

zed::register_extension!(Clarity);
