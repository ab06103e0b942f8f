using System.CommandLine;
using DeliveryOtp.Benchmarks.Attempts;
using DeliveryOtp.Benchmarks.Audit;
using DeliveryOtp.Benchmarks.Issue;

var root = new RootCommand("Measures DeliveryOtp on this machine.")
{
    AttemptsCommand.Create(),
    IssueCommand.Create(),
    AuditCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
