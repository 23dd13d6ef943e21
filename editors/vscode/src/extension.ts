// Starts `clarity lsp`, and says what to do where it cannot be started.

import { commands, ExtensionContext, window, workspace } from "vscode";
import { LanguageClient, LanguageClientOptions, ServerOptions } from "vscode-languageclient/node";

// What clarity reads, and its project file, in which it tells what is wrong.
const SELECTOR = [
  ...["markdown", "mdx", "html", "nunjucks", "asciidoc", "plaintext"].flatMap((language) => [
    { scheme: "file", language },
    { scheme: "untitled", language },
  ]),
  { scheme: "file", pattern: "**/.clarity.yaml" },
];

let client: LanguageClient | undefined;

export async function activate(context: ExtensionContext): Promise<LanguageClient | undefined> {
  context.subscriptions.push(
    commands.registerCommand("clarity.restart", restart),
    workspace.onDidChangeConfiguration(async (change) => {
      if (change.affectsConfiguration("clarity")) {
        await restart();
      }
    }),
  );
  await start();
  return client;
}

export async function deactivate(): Promise<void> {
  await client?.stop();
  client = undefined;
}

async function restart(): Promise<void> {
  await deactivate();
  await start();
}

async function start(): Promise<void> {
  const settings = workspace.getConfiguration("clarity");
  const [command, ...before] = settings.get<string[]>("command") ?? ["clarity"];
  const args = [
    ...before,
    "lsp",
    ...(settings.get<boolean>("quick") ? ["--quick"] : []),
    ...(settings.get<boolean>("strict") ? ["--strict"] : []),
  ];
  const server: ServerOptions = { command, args };
  const options: LanguageClientOptions = {
    documentSelector: SELECTOR,
    initializationFailedHandler: () => false, // it is told below, once
  };
  const made = new LanguageClient("clarity", "clarity", server, options);
  try {
    await made.start();
    client = made;
  } catch (error) {
    const mend = "Install it: pip install 'clarity-klarsprak[lsp]', or set «clarity.command».";
    void window.showErrorMessage(`clarity does not start with «${command}». ${mend} (${error})`);
  }
}
