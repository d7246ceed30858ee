/** Flow logs, which are too large to be read as texts, on whatever platform the server runs. */
export interface LogSource {
  /**
   * Hands over the records of a log one by one, as texts; packed ones, too. Gives back what could not be read: sentences for the
   * user. `breathe` is waited for now and then.
   */
  read(uri: string, take: (record: string) => void, breathe: () => Promise<void>): Promise<readonly string[]>
}
