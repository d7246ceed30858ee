import { assert } from "chai"

/** What the suites use of Node's strict assertions, where there is no Node. */
export default {
  ok: assert.isOk,
  equal: assert.strictEqual,
  notEqual: assert.notStrictEqual,
  deepEqual: assert.deepEqual,
  match: assert.match,
}
