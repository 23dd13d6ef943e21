/** JSON-RPC over a WebSocket: one message a frame. */

type Heard = (method: string, params: unknown) => void;

interface Waiting {
  readonly resolve: (result: never) => void;
  readonly reject: (error: Error) => void;
}

export class Connection {
  private readonly waiting = new Map<number, Waiting>();
  private last = 0;

  private constructor(
    private readonly socket: WebSocket,
    heard: Heard,
    lost: () => void,
  ) {
    socket.onmessage = (event) => this.take(JSON.parse(String(event.data)), heard);
    socket.onclose = () => {
      for (const { reject } of this.waiting.values()) reject(new Error("closed"));
      this.waiting.clear();
      lost();
    };
  }

  /** Open a connection. `lost` is called when it ends, but not when it never begins. */
  static open(address: string, heard: Heard, lost: () => void): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(address, "clarity");
      socket.onopen = () => resolve(new Connection(socket, heard, lost));
      socket.onclose = () => reject(new Error("refused"));
    });
  }

  /** Ask, and wait for the answer. Rejects where the other side refuses, or is gone. */
  ask<Answer>(method: string, params: unknown): Promise<Answer> {
    const id = ++this.last;
    return new Promise<Answer>((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.send({ id, method, params });
    });
  }

  tell(method: string, params: unknown): void {
    this.send({ method, params });
  }

  close(): void {
    this.socket.close();
  }

  private send(message: object): void {
    if (this.socket.readyState === WebSocket.OPEN) {
      this.socket.send(JSON.stringify({ jsonrpc: "2.0", ...message }));
    }
  }

  private take(message: Message, heard: Heard): void {
    if (message.method !== undefined) {
      if (message.id !== undefined) this.send({ id: message.id, result: null });
      heard(message.method, message.params);
      return;
    }
    const waiting = this.waiting.get(Number(message.id));
    this.waiting.delete(Number(message.id));
    if (message.error) waiting?.reject(new Error(message.error.message));
    else waiting?.resolve(message.result as never);
  }
}

interface Message {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}
