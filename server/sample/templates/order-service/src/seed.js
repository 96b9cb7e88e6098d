const ORDERS = 300
const SELLERS = 40

const seed = (database) => {
  const order = database.prepare('insert into orders (staff_id, cents, placed_on) values (?, ?, ?)')
  for (let index = 0; index < ORDERS; index += 1) {
    const placedOn = new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10)
    order.run(1 + ((index * 13) % SELLERS), 1900 + ((index * 6151) % 98_000), placedOn)
  }
}

module.exports = { seed }
