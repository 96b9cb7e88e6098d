import { Link } from '@tanstack/react-router'
import type { Service } from '#contract/workspace.ts'
import { CopyButton } from '../../components/CopyButton.tsx'
import { ServiceSwatch } from '../../components/ServiceSwatch.tsx'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import css from './ServiceTable.module.css'

export const ServiceTable = ({ services }: { services: readonly Service[] }) => {
  const { t } = useWords()
  return (
    <table className={css.table}>
      <thead className={text.noPhone}>
        <tr>
          <th scope="col">{t('services:service')}</th>
          <th scope="col">{t('services:repository')}</th>
          <th scope="col">{t('services:base')}</th>
          <th scope="col">{t('services:language')}</th>
          <th scope="col">{t('services:managed')}</th>
        </tr>
      </thead>
      <tbody>
        {services.map((service) => (
          <tr key={service.name}>
            <th scope="row">
              <Link to="/services/$service" params={{ service: service.name }} className={css.name}>
                <ServiceSwatch service={service.name} />
                {service.name}
              </Link>
            </th>
            <td className={css.repository}>
              <span className={`${text.mono} ${text.soft} ${text.cut}`} title={service.repository}>
                {service.repository}
              </span>
              <CopyButton value={service.repository} />
            </td>
            <td className={`${text.mono} ${text.soft}`}>{service.baseBranch}</td>
            <td className={`${text.soft} ${css.language}`}>{service.language}</td>
            <td className={text.muted}>{t(`services:managed_${service.managedBy}`)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
