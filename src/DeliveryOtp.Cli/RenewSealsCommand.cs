using System.CommandLine;
using System.Globalization;
using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Sealing;
using DeliveryOtp.Domain.Codes;
using Npgsql;

namespace DeliveryOtp.Cli;

/// <summary>
/// <c>deliveryotp renew-seals</c>: 0 everything is sealed under the newest code key, 1 there are rows whose seal does not hold (one a line),
/// 2 it could not be done.
/// </summary>
internal static class RenewSealsCommand
{
    private const int Broken = 1;
    private const int Failed = 2;

    public static Command Create()
    {
        var command = new Command(
            "renew-seals",
            "Seals API keys, deliveries (finished ones as well), what is counted of couriers, and policies anew under the newest code key, so that an older one "
            + $"can be taken away. The service may run. Reads {DatabaseSettings.OwnerVariable} and DeliveryOtp__CodeKeys.");
        command.SetAction((parsed, cancel) => RunAsync(
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error,
            cancel));
        return command;
    }

    private static async Task<int> RunAsync(TextWriter output, TextWriter error, CancellationToken cancel)
    {
        try
        {
            if (CodeKeySettings.Read() is not { } ring)
                throw new DatabaseSettingException("Set DeliveryOtp__CodeKeys as the service has them, the newest first.");
            await using var owner = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(DatabaseSettings.Owner()) { CommandTimeout = 0 });
            return await RenewAsync(owner, ring, output, error, cancel);
        }
        catch (Exception exception) when (exception is DatabaseSettingException or NpgsqlException or ArgumentException)
        {
            await error.WriteLineAsync(exception.Message);
            return Failed;
        }
    }

    private static async Task<int> RenewAsync(NpgsqlDataSource owner, CodeKeyRing ring, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        var (done, broken) = (0L, 0L);
        var bar = new ProgressBar(error, await SealedTables.CountOlderAsync(owner, ring, cancel), "rows");
        void Tell(string row)
        {
            broken++;
            output.WriteLine($"{row}: the seal does not hold.");
        }

        void Show(int rows)
        {
            done += rows;
            bar.Show(done);
        }

        var renewed = await SealedTables.RenewAsync(owner, ring, Tell, Show, output.WriteLine, cancel);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{renewed} rows are sealed anew under the code key {ring.Keys[0].Id}{(broken == 0 ? "; none stands under another one." : $", {broken} are left as they are.")}"));
        return broken == 0 ? 0 : Broken;
    }
}
