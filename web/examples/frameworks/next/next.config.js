// Pages as files, for any static host; remove it for a server.
export default { output: "export" };
