/** A date as the database keeps it (`2026-11-24`), or null. */
const isoDate = (text) => {
  if (text === null || text === '') return null
  return new Date(text).toISOString().slice(0, 10)
}

module.exports = { isoDate }
