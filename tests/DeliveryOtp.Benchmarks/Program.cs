using System.CommandLine;
using DeliveryOtp.Benchmarks.Abuse;
using DeliveryOtp.Benchmarks.Attempts;
using DeliveryOtp.Benchmarks.Audit;
using DeliveryOtp.Benchmarks.Issue;
using DeliveryOtp.Benchmarks.Live;
using DeliveryOtp.Benchmarks.Peers;

var root = new RootCommand("Measures DeliveryOtp on this machine.")
{
    AttemptsCommand.Create(),
    IssueCommand.Create(),
    AuditCommand.Create(),
    LiveCommand.Create(),
    PeersCommand.Create(),
    AbuseCommand.Create(),
};

// An interrupted run still stops its PostgreSQL and takes its files away.
var invocation = new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) };
return await root.Parse(args).InvokeAsync(invocation);
