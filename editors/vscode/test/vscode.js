// As much of VS Code's API as the extension and its client touch: one text, open and in view.
// What is not here is an empty class, which is enough where something is only made or extended.

const { EventEmitter } = require("node:events");
const { pathToFileURL, fileURLToPath } = require("node:url");

const nothing = { dispose() {} };

class Uri {
  constructor(href) {
    this.href = href;
    this.scheme = new URL(href).protocol.replace(":", "");
    this.path = new URL(href).pathname;
    this.fsPath = this.scheme === "file" ? fileURLToPath(href) : this.path;
  }
  toString() {
    return this.href;
  }
  static parse(href) {
    return new Uri(href);
  }
  static file(path) {
    return new Uri(pathToFileURL(path).href);
  }
}

class Position {
  constructor(line, character) {
    Object.assign(this, { line, character });
  }
}

class Range {
  constructor(start, startCharacter, endLine, endCharacter) {
    const isPlaces = start instanceof Position;
    this.start = isPlaces ? start : new Position(start, startCharacter);
    this.end = isPlaces ? startCharacter : new Position(endLine, endCharacter);
  }
}

class Diagnostic {
  constructor(range, message, severity) {
    Object.assign(this, { range, message, severity });
  }
}

class CancellationTokenSource {
  constructor() {
    this.token = { isCancellationRequested: false, onCancellationRequested: () => nothing };
  }
  cancel() {}
  dispose() {}
}

class Emitter {
  constructor() {
    const emitter = new EventEmitter();
    this.event = (hear, self) => {
      emitter.on("event", self ? hear.bind(self) : hear);
      return nothing;
    };
    this.fire = (value) => emitter.emit("event", value);
  }
  dispose() {}
}

class CodeActionKind {
  constructor(value) {
    this.value = value;
  }
  append(part) {
    return new CodeActionKind(this.value ? `${this.value}.${part}` : part);
  }
}
CodeActionKind.Empty = new CodeActionKind("");

class TabInputText {
  constructor(uri) {
    this.uri = uri;
  }
}

/** Return the API with a text open in it, and what is shown of it as it comes. */
function editorWith(path, text, settings) {
  const document = {
    uri: Uri.file(path),
    fileName: path,
    languageId: "markdown",
    version: 1,
    isClosed: false,
    isDirty: false,
    getText: () => text,
  };
  const tab = { input: new TabInputText(document.uri) };
  const shown = new Emitter();
  const messages = [];
  const commands = new Map();
  const never = () => nothing;

  const known = {
    Uri,
    Position,
    Range,
    Diagnostic,
    CodeActionKind,
    TabInputText,
    EventEmitter: Emitter,
    CancellationTokenSource,
    Disposable: class {
      constructor(dispose) {
        this.dispose = dispose ?? (() => {});
      }
      static from() {
        return nothing;
      }
    },
    DiagnosticSeverity: { Error: 0, Warning: 1, Information: 2, Hint: 3 },
    version: "1.91.0",
    env: { language: "nb", appName: "test", clipboard: {} },
    workspace: methods({
      textDocuments: [document],
      notebookDocuments: [],
      workspaceFolders: [],
      getConfiguration: () => ({ get: (name, other) => settings[name] ?? other }),
      createFileSystemWatcher: () => ({
        onDidCreate: never,
        onDidChange: never,
        onDidDelete: never,
        dispose() {},
      }),
    }),
    window: methods({
      activeTextEditor: { document },
      visibleTextEditors: [{ document }],
      tabGroups: { all: [{ tabs: [tab] }], onDidChangeTabs: never, onDidChangeTabGroups: never },
      createOutputChannel: () => methods({ appendLine() {}, append() {}, show() {} }),
      showErrorMessage: async (message) => void messages.push(message),
    }),
    languages: methods({
      match: (selector) =>
        [selector].flat().some((one) => one.language === document.languageId) ? 10 : 0,
      createDiagnosticCollection: () => ({
        set: (uri, marks) => shown.fire({ uri, marks }),
        delete() {},
        has: () => false,
        dispose() {},
      }),
    }),
    commands: {
      registerCommand(name, run) {
        commands.set(name, run);
        return nothing;
      },
    },
  };
  const vscode = new Proxy(known, {
    get: (own, name) => (name in own ? own[name] : (own[name] = class {})),
  });
  return { vscode, document, commands, messages, shown: shown.event };
}

/** Let whatever else is asked for be a function that gives nothing to be heard or let go of. */
function methods(known) {
  return new Proxy(known, { get: (own, name) => (name in own ? own[name] : () => nothing) });
}

module.exports = { editorWith };
