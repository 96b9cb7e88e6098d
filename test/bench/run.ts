/** One measure: the figure, the floor taken in the same run, and whether it reaches the target of "must". */
export interface Measure {
  id: string
  value: number
  unit: string
  floor: number | null
  ratio: number | null
  target: string
  ok: boolean
}

const id = process.argv[2] ?? ''
const { measure } = (await import(`./${id}.ts`)) as { measure: () => Promise<Measure[]> }
const measures = await measure()
for (const line of measures) console.log(JSON.stringify(line))
process.exit(measures.every((line) => line.ok) ? 0 : 1)
