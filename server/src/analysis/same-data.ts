/** Whether two values of plain data are equal in depth. What is one object in both costs nothing. */
export function sameData(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false
  if (one instanceof Map || other instanceof Map) {
    return one instanceof Map && other instanceof Map && sameData([...one], [...other])
  }
  const [keys, others] = [Object.keys(one), Object.keys(other)]
  return keys.length === others.length && keys.every(key => sameData(Reflect.get(one, key), Reflect.get(other, key)))
}
