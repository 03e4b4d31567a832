/** What is done in a section before its picture is taken, by the name of the section. */
export const PREPARATIONS = {
  learn: async () => {},
  draw: async () => {},
  inside: async () => {},
  photos: async () => {},
  runs: async () => {},
};
