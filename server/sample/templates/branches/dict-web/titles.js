const { dictionary } = require('../dictionary')

const TITLES = ['Engineer', 'Analyst', 'Manager', 'Designer', 'Clerk']

module.exports = () => [
  {
    path: '/dict/default/titles',
    handle: () =>
      dictionary(
        'titles',
        TITLES.map((title, index) => ({ value: index + 1, text: title })),
      ),
  },
]
