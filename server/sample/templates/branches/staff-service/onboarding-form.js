const FIELDS = [
  { name: 'name', label: { zh: '姓名', en: 'Name' }, required: true },
  { name: 'phone', label: { zh: '手机', en: 'Mobile' }, required: true },
  { name: 'email', label: { zh: '邮箱', en: 'E-mail' }, required: false },
  { name: 'hiredOn', label: { zh: '入职日期', en: 'First day' }, required: true },
]

module.exports = ({ dao }) => [
  {
    path: '/onboarding-form',
    handle: () => ({ fields: FIELDS, departments: dao.listDepartments() }),
  },
]
