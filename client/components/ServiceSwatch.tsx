import css from './ServiceSwatch.module.css'
import { seriesOf } from './series.ts'

/** One of the eight colours of data. What it stands for is written beside it. */
export const Swatch = ({ series }: { series: number }) => (
  <svg className={css.swatch} viewBox="0 0 8 8" width="8" height="8" aria-hidden="true" style={{ color: `var(--series-${series})` }}>
    <rect width="8" height="8" rx="2" fill="currentColor" />
  </svg>
)

/** The colour of a service, equal on every page. Its name stands beside it. */
export const ServiceSwatch = ({ service }: { service: string }) => <Swatch series={seriesOf(service)} />

export const ServiceName = ({ service }: { service: string }) => (
  <span className={css.name}>
    <ServiceSwatch service={service} />
    {service}
  </span>
)
