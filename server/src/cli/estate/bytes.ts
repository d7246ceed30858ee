import { closeSync, openSync, readSync } from "node:fs"
import { type FileHandle, open } from "node:fs/promises"

/** Something to read from at any place: a file, or bytes at hand. */
export interface Bytes {
  readonly size: number
  /** As much of it as there is. */
  read(start: number, end: number): Promise<Buffer>
  close(): Promise<void>
}

export async function openFile(path: string): Promise<Bytes> {
  const file = await open(path, "r")
  const { size } = await file.stat()
  return {
    size,
    read: (start, end) => readAt(file, Math.max(0, start), Math.min(end, size)),
    close: () => file.close(),
  }
}

async function readAt(file: FileHandle, start: number, end: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(Math.max(0, end - start))
  let done = 0
  while (done < buffer.length) {
    const { bytesRead } = await file.read(buffer, done, buffer.length - done, start + done)
    if (bytesRead === 0) break
    done += bytesRead
  }
  return buffer.subarray(0, done)
}

/** Some bytes of a file at once: a part is so small that waiting for them would take longer. */
export function readNow(path: string, start: number, end: number): Buffer {
  const file = openSync(path, "r")
  try {
    const buffer = Buffer.allocUnsafe(end - start)
    let done = 0
    for (let read = -1; done < buffer.length && read !== 0; done += read) {
      read = readSync(file, buffer, done, buffer.length - done, start + done)
    }
    return buffer.subarray(0, done)
  } finally {
    closeSync(file)
  }
}

export function bytesAtHand(content: Uint8Array): Bytes {
  const buffer = Buffer.from(content.buffer, content.byteOffset, content.byteLength)
  return {
    size: buffer.length,
    read: async (start, end) => buffer.subarray(Math.max(0, start), end),
    close: async () => undefined,
  }
}
