const colours = 8

/** A series colour, 1 to 8, that depends on the name alone: the same on every page and in every session. */
export const seriesOf = (name: string): number => {
  let hash = 0x811c9dc5
  for (let index = 0; index < name.length; index += 1) hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193)
  return ((hash >>> 16) % colours) + 1
}
