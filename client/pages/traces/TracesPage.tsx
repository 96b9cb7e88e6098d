export const TracesPage = () => null
