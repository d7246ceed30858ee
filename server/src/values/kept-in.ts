/** What is known of objects, one value for each. */
export interface KeptIn<K extends object, V> {
  get(key: K): V | undefined
  set(key: K, value: V): void
}

/**
 * Values that live and die with the objects that they are kept in, and of which no copy knows: fields of these that only the store
 * can see. To be made once for a question, and never in a function that is called often: each store is a field more of the objects
 * that it is asked about, and stays in them when the store is gone.
 *
 * A WeakMap would do the same, but V8's quick collections of young objects keep all that is in one, and move it to old memory.
 */
export function keptIn<K extends object, V>(): KeptIn<K, V> {
  class Field extends Itself {
    #value: V

    constructor(key: K, value: V) {
      super(key)
      this.#value = value
    }

    static of(key: K): V | undefined {
      return #value in key ? key.#value : undefined
    }

    static give(key: K, value: V): void {
      if (#value in key) key.#value = value
      else new Field(key, value)
    }
  }
  return { get: Field.of, set: Field.give }
}

/** As a constructor it hands back an object that is there already: to this a subclass adds its fields. */
function itself(object: object): object {
  return object
}
const Itself = itself as unknown as new (object: object) => object
