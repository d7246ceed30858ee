/** Why a reference leads to nothing that is known here, behind "which": looked up in the editor's language where it is shown. */
export const unresolvedReasons = {
  atDeployment: "is known only at deployment",
  unknownName: "has a name that is known only at deployment",
  noDocument: "is not defined in these files",
  several: "is defined in several of these files",
  condition: "depends on a condition",
  differs: "differs between these files",
  differentDefinitions: "has different definitions in these files",
  unnamed: "is not named in its peering",
  writtenOut: "is written out where only a reference to it belongs",
  eachMachine: "is different for each machine of the set",
  ansible: "Ansible creates by default",
  emptyParameter: "comes from a parameter that is empty by default",
  notWritten: "is not written",
  notKnown: "is not known",
  notKnownHere: "is not known here",
} as const
