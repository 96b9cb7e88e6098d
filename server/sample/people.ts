/** A member of the sample's team, as git and the release platform know them. */
export interface Person {
  name: string
  email: string
}

const person = (name: string): Person => ({ name, email: `${name.toLowerCase().replace(' ', '.')}@acme.example` })

export const team = {
  liWei: person('Li Wei'),
  wangFang: person('Wang Fang'),
  zhangMin: person('Zhang Min'),
  zhaoLei: person('Zhao Lei'),
  chenJing: person('Chen Jing'),
  sunTao: person('Sun Tao'),
  zhouYan: person('Zhou Yan'),
  huangJie: person('Huang Jie'),
} as const
