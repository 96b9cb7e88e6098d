export const LivePage = () => null
