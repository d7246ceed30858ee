import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Proofs try many thousands of groups: a limit is there for what hangs, not for what is slow on a busy machine.
    testTimeout: 120_000,
  },
})
