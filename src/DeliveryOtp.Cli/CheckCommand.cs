using System.CommandLine;
using System.Globalization;
using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Checking;
using DeliveryOtp.Api.Persistence.Sealing;
using DeliveryOtp.Domain.Codes;
using Npgsql;

namespace DeliveryOtp.Cli;

/// <summary><c>deliveryotp check</c>: 0 all is as it should be, 1 there are differences (one a line), 2 it could not be checked.</summary>
internal static class CheckCommand
{
    private const int Differences = 1;
    private const int Failed = 2;

    public static Command Create()
    {
        var retailer = new Option<Guid?>("--retailer") { Description = "Only the deliveries of this retailer." };
        var since = new Option<long>("--since") { Description = "Only deliveries with an entry at this position of the journal or behind it." };
        var command = new Command(
            "check",
            "Folds the journal of every delivery, and compares it with its rows, its signals and its order; and looks at every seal, where "
            + $"DeliveryOtp__CodeKeys is set. Changes nothing. Reads {DatabaseSettings.ServiceVariable}: any role that may read the tables will do.")
        {
            retailer,
            since,
        };
        command.SetAction((parsed, cancel) => RunAsync(
            new CheckScope(parsed.GetValue(retailer), parsed.GetValue(since)),
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error,
            cancel));
        return command;
    }

    private static async Task<int> RunAsync(CheckScope scope, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        try
        {
            var ring = CodeKeySettings.Read();
            await using var database = NpgsqlDataSource.Create(DatabaseSettings.Service());
            return await CheckAsync(database, scope, ring, output, error, cancel);
        }
        catch (DatabaseSettingException exception)
        {
            await error.WriteLineAsync(exception.Message);
            return Failed;
        }
        catch (Exception exception) when (exception is NpgsqlException or ArgumentException)
        {
            await error.WriteLineAsync($"The database could not be read: {exception.Message}");
            return Failed;
        }
    }

    private static async Task<int> CheckAsync(
        NpgsqlDataSource database, CheckScope scope, CodeKeyRing? ring, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        var check = new JournalCheck(database, scope);
        var (done, found) = (0L, 0);
        var bar = new ProgressBar(error, await check.CountAsync(cancel), "deliveries");
        void Tell(Difference difference)
        {
            found++;
            output.WriteLine($"{difference.Subject}: {difference.Sentence}");
        }

        if (ring is null)
            await output.WriteLineAsync("The seals were not looked at: that takes DeliveryOtp__CodeKeys.");
        else if (!scope.IsAll)
            await output.WriteLineAsync("The seals were not looked at: that takes all deliveries.");
        else
            await SealedTables.CheckAsync(database, ring, row => Tell(new Difference(row, "its seal does not hold")), cancel);
        for (var some = -1; some != 0; done += some)
        {
            some = await check.CheckSomeAsync(Tell, cancel);
            bar.Show(done + some);
        }

        await check.CheckOrderAsync(Tell, cancel);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{done} deliveries checked, {(found == 0 ? "nothing" : $"{found} differences")} found."));
        return found == 0 ? 0 : Differences;
    }
}
