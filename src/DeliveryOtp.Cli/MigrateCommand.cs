using System.CommandLine;
using DeliveryOtp.Api;
using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Schema;
using DeliveryOtp.Domain.Codes;
using Microsoft.Extensions.Configuration;

namespace DeliveryOtp.Cli;

/// <summary><c>deliveryotp migrate</c>: 0 done, 1 it can't be done (and why), 2 with <c>--check</c>: something is pending.</summary>
internal static class MigrateCommand
{
    private const string OwnerVariable = "ConnectionStrings__DeliveryOtpOwner";
    private const string ServiceVariable = "ConnectionStrings__DeliveryOtp";
    private const int Failed = 1;
    private const int Pending = 2;

    public static Command Create()
    {
        var check = new Option<bool>("--check") { Description = "Change nothing; say what is pending, and exit 2 if anything is." };
        var command = new Command(
            "migrate",
            $"Brings the database to this version's schema. Reads {OwnerVariable} and {ServiceVariable}, and DeliveryOtp__CodeKeys where API keys are to be sealed anew.")
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
        await SchemaMigration.RunAsync(Read(OwnerVariable), Read(ServiceVariable), CodeKeys(), output.WriteLine, cancel);
        return 0;
    }

    private static async Task<int> CheckAsync(TextWriter output, CancellationToken cancel)
    {
        var pending = await SchemaMigration.PendingAsync(Read(OwnerVariable), cancel);
        if (pending.Count == 0)
        {
            await output.WriteLineAsync("The schema is up to date.");
            return 0;
        }

        foreach (var migration in pending)
            await output.WriteLineAsync($"Pending {migration}.");
        return Pending;
    }

    /// <summary>As the service reads them; null: none is set.</summary>
    private static CodeKeyRing? CodeKeys()
    {
        var options = new ConfigurationBuilder().AddEnvironmentVariables().Build().GetSection(ServiceOptions.Section).Get<ServiceOptions>();
        if (options is not { CodeKeys.Count: > 0 })
            return null;
        return options.CodeKeys.All(key => !string.IsNullOrWhiteSpace(key.Id) && key.Secret?.Length >= CodeKey.MinimumSecretBytes)
            ? options.ToKeyRing()
            : throw new DatabaseSettingException(
                $"Set DeliveryOtp__CodeKeys as the service has them: each with an Id, and a Secret of {CodeKey.MinimumSecretBytes} characters or more.");
    }

    private static string Read(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value
        ? value
        : throw new DatabaseSettingException(
            $"Set {variable} (Host=…;Database=…;Username=…;Password=…). {OwnerVariable} signs in as the role that owns the schema, "
            + $"{ServiceVariable} as the service's.");
}
