/** `10.0.0.4:22`, `[2001:db8::4]:22`: an end of a packet as a flow has it; ports are null where the protocol has none. */
export function endText(address: string, port: number | null): string {
  const place = address.includes(":") ? `[${address}]` : address
  return port === null ? place : `${place}:${port}`
}
