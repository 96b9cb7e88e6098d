/** Every dictionary has the same envelope, so that one drop-down component shows them all. */
const dictionary = (name, entries, paging = {}) => ({
  dictionary: name,
  ...paging,
  entries,
})

const staffEntry = (person) => ({ value: person.id, text: person.name, hint: person.title, detail: person })

const departmentEntry = (department) => ({ value: department.id, text: department.name, hint: `${department.head_count}` })

module.exports = { departmentEntry, dictionary, staffEntry }
