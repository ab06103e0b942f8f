using System.CommandLine;
using DeliveryOtp.Cli;

var root = new RootCommand("The operator's side of DeliveryOtp.")
{
    MigrateCommand.Create(),
    CheckCommand.Create(),
    RenewSealsCommand.Create(),
    HealthCommand.Create(),
    SimulateCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
