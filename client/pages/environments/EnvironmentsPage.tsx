export const EnvironmentsPage = () => null
