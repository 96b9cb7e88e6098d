import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Choices } from '../../components/Choices.tsx'
import { Empty } from '../../components/Empty.tsx'
import { Failure } from '../../components/Failure.tsx'
import { Loading } from '../../components/Loading.tsx'
import { PageTitle } from '../../components/PageTitle.tsx'
import { useCall } from '../../data/use-call.ts'
import { useEnvironmentChoice } from '../../data/use-environment-choice.ts'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import css from './ErrorsPage.module.css'
import { ErrorTable } from './ErrorTable.tsx'

const most = 200

/** Errors as groups, last seen first: those of the environment that is looked at, or of all. */
export const ErrorsPage = () => {
  const { t } = useWords()
  const { service, everywhere = false } = useSearch({ from: '/errors' })
  const navigate = useNavigate({ from: '/errors' })
  const { current, labelOf } = useEnvironmentChoice()
  const environment = everywhere ? undefined : current
  const errors = useCall(
    'errors',
    { query: { environment, service, limit: most } },
    { enabled: everywhere || current !== undefined, every: 10_000, keep: true },
  )
  const groups = errors.data?.items ?? []
  const total = errors.data?.total ?? 0
  const options = [
    { value: 'here', label: t('errors:onlyHere', { environment: labelOf(current ?? '') }) },
    { value: 'everywhere', label: t('errors:everywhere') },
  ] as const
  return (
    <>
      <PageTitle
        title={t('errors:title')}
        facts={
          <>
            <span>{total > groups.length ? t('errors:cut', { shown: groups.length, total }) : t('errors', { count: total })}</span>
            <span>{t('errors:say')}</span>
          </>
        }
      />
      <div className={css.scope}>
        <Choices
          bare
          label={t('errors:scope')}
          value={everywhere ? 'everywhere' : 'here'}
          options={options}
          onChange={(value) =>
            void navigate({ search: (before) => ({ ...before, everywhere: value === 'everywhere' ? true : undefined }), replace: true })
          }
        />
      </div>
      {errors.error !== null && <Failure error={errors.error} onRetry={() => void errors.refetch()} />}
      {errors.isPending && errors.error === null && <Loading />}
      {groups.length > 0 && <ErrorTable groups={groups} environment={environment} />}
      {errors.isSuccess && groups.length === 0 && (
        <Empty>
          <p>
            <b>{t('errors:empty')}</b> {t(everywhere ? 'errors:emptySay' : 'errors:emptyHere')}
          </p>
          {!everywhere && (
            <Link className={text.link} to="/errors" search={{ everywhere: true }}>
              {t('errors:showAll')}
            </Link>
          )}
        </Empty>
      )}
    </>
  )
}
