using System.CommandLine;
using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Schema;

namespace DeliveryOtp.Cli;

/// <summary><c>deliveryotp migrate</c>: 0 done, 1 it can't be done (and why), 2 with <c>--check</c>: something is pending.</summary>
internal static class MigrateCommand
{
    private const int Failed = 1;
    private const int Pending = 2;

    public static Command Create()
    {
        var check = new Option<bool>("--check") { Description = "Change nothing; say what is pending, and exit 2 if anything is." };
        var command = new Command(
            "migrate",
            $"Brings the database to this version's schema. Reads {DatabaseSettings.OwnerVariable} and {DatabaseSettings.ServiceVariable}, and DeliveryOtp__CodeKeys where something is to be sealed.")
        {
            check,
        };
        command.SetAction((parsed, cancel) => RunAsync(
            parsed.GetValue(check),
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error,
            cancel));
        return command;
    }

    private static async Task<int> RunAsync(bool checks, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        try
        {
            return checks ? await CheckAsync(output, cancel) : await MigrateAsync(output, cancel);
        }
        catch (Exception exception) when (exception is SchemaMigrationException or DatabaseSettingException)
        {
            await error.WriteLineAsync(exception.Message);
            return Failed;
        }
    }

    private static async Task<int> MigrateAsync(TextWriter output, CancellationToken cancel)
    {
        await SchemaMigration.RunAsync(DatabaseSettings.Owner(), DatabaseSettings.Service(), CodeKeySettings.Read(), output.WriteLine, cancel);
        return 0;
    }

    private static async Task<int> CheckAsync(TextWriter output, CancellationToken cancel)
    {
        var pending = await SchemaMigration.PendingAsync(DatabaseSettings.Owner(), cancel);
        if (pending.Count == 0)
        {
            await output.WriteLineAsync("The schema is up to date.");
            return 0;
        }

        foreach (var migration in pending)
            await output.WriteLineAsync($"Pending {migration}.");
        return Pending;
    }
}
