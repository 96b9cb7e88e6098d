const SELLERS_SHOWN = 3

class OrderSummary {
  constructor(dao, staff) {
    this.dao = dao
    this.staff = staff
  }

  async load() {
    const { orders, cents } = this.dao.turnover()
    const best = this.dao.bestSellers(SELLERS_SHOWN)
    const people = await Promise.all(best.map((seller) => this.staff.findStaff(seller.staff_id)))
    const sellers = best.map((seller, index) => ({ name: people[index].name, orders: seller.orders, amount: seller.cents / 100 }))
    return { orders, amount: cents / 100, sellers }
  }
}

module.exports = { OrderSummary }
