/** Another thread, as whoever hands out work sees it; or the one who hands it out, as that thread does. */
export interface WorkerPort {
  post(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  /** Called once when the thread ends, however it does. */
  onEnd(listener: (reason: string) => void): void
  end(): Promise<void>
}
