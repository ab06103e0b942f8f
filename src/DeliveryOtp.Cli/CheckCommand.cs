using System.CommandLine;
using System.Globalization;
using DeliveryOtp.Api.Persistence.Checking;
using Npgsql;

namespace DeliveryOtp.Cli;

/// <summary><c>deliveryotp check</c>: 0 all is as it should be, 1 there are differences (one a line), 2 it could not be checked.</summary>
internal static class CheckCommand
{
    private const string ServiceVariable = "ConnectionStrings__DeliveryOtp";
    private const int Differences = 1;
    private const int Failed = 2;
    private const int BarWidth = 40;

    public static Command Create()
    {
        var retailer = new Option<Guid?>("--retailer") { Description = "Only the deliveries of this retailer." };
        var since = new Option<long>("--since") { Description = "Only deliveries with an entry at this position of the journal or behind it." };
        var command = new Command(
            "check",
            $"Folds the journal of every delivery, and compares it with its rows, its signals and its order. Changes nothing. Reads {ServiceVariable}.")
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
        if (Environment.GetEnvironmentVariable(ServiceVariable) is not { Length: > 0 } connection)
        {
            await error.WriteLineAsync($"Set {ServiceVariable} (Host=…;Database=…;Username=…;Password=…): any role that may read the tables.");
            return Failed;
        }

        try
        {
            await using var database = NpgsqlDataSource.Create(connection);
            return await CheckAsync(new JournalCheck(database, scope), output, error, cancel);
        }
        catch (Exception exception) when (exception is NpgsqlException or ArgumentException)
        {
            await error.WriteLineAsync($"The database could not be read: {exception.Message}");
            return Failed;
        }
    }

    private static async Task<int> CheckAsync(JournalCheck check, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        var (all, done, found) = (await check.CountAsync(cancel), 0L, 0);
        void Tell(Difference difference)
        {
            found++;
            output.WriteLine($"{difference.Subject}: {difference.Sentence}");
        }

        for (var some = -1; some != 0; done += some)
        {
            some = await check.CheckSomeAsync(Tell, cancel);
            await ShowAsync(error, done + some, all);
        }

        await check.CheckOrderAsync(Tell, cancel);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{done} deliveries checked, {(found == 0 ? "nothing" : $"{found} differences")} found."));
        return found == 0 ? 0 : Differences;
    }

    /// <summary>On a terminal; a log has no use for it.</summary>
    private static async Task ShowAsync(TextWriter error, long done, long all)
    {
        if (Console.IsErrorRedirected || all == 0)
            return;
        var share = Math.Min(1, done / (double)all);
        var filled = (int)(share * BarWidth);
        await error.WriteAsync($"\r[{new string('#', filled)}{new string(' ', BarWidth - filled)}] {share:P0} of {all} deliveries");
        if (done >= all)
            await error.WriteLineAsync();
    }
}
