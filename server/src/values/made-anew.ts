/** What is made anew each time that it is gone through, and never in memory as a whole. */
export function madeAnew<T>(make: () => Iterable<T>): Iterable<T> {
  return { [Symbol.iterator]: () => make()[Symbol.iterator]() }
}
