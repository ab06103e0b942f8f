using DeliveryOtp.Api.Http.Budgets;
using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Domain.Codes;
using Microsoft.Extensions.Options;

namespace DeliveryOtp.Api;

/// <summary>Everything that is wrong with the configuration at once, each a sentence that names its variable.</summary>
internal sealed class ServiceOptionsValidation(IConfiguration configuration, IHostEnvironment environment) : IValidateOptions<ServiceOptions>
{
    private const int MinimumLength = CodeKey.MinimumSecretBytes;

    /// <summary>Different characters of an admin key: 32 random hexadecimal digits have fewer once in a million times.</summary>
    private const int MinimumDistinct = 8;

    public ValidateOptionsResult Validate(string? name, ServiceOptions options)
    {
        string[] failures =
        [
            .. ConnectionFailures(),
            .. AdminKeyFailures(options.AdminKey),
            .. CodeKeyFailures(options.CodeKeys),
            .. PublicUrlFailures(options.PublicUrl),
            .. ManagementPortFailures(options.ManagementPort),
            .. TrackingFailures(options.Tracking),
            .. BudgetFailures(options.Budgets),
        ];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private IEnumerable<string> ConnectionFailures()
    {
        var connection = configuration.GetConnectionString(DatabaseOptions.ServiceConnection);
        if (string.IsNullOrEmpty(connection))
            return ["Set ConnectionStrings__DeliveryOtp to the service's PostgreSQL role, or start in Development."];
        try
        {
            _ = DatabaseOptions.Parse(DatabaseOptions.ServiceConnection, connection);
            return [];
        }
        catch (DatabaseSettingException exception)
        {
            return [exception.Message];
        }
    }

    private static IEnumerable<string> AdminKeyFailures(string? key)
    {
        if (string.IsNullOrEmpty(key))
            yield return $"Set DeliveryOtp__AdminKey ({MinimumLength} characters or more).";
        else if (key.Length < MinimumLength)
            yield return $"DeliveryOtp__AdminKey needs {MinimumLength} characters or more.";
        else if (key.Distinct().Count() < MinimumDistinct)
            yield return "DeliveryOtp__AdminKey is too easy to guess: make one with `openssl rand -hex 32`.";
    }

    private IEnumerable<string> PublicUrlFailures(string? url)
    {
        if (string.IsNullOrEmpty(url))
        {
            if (!environment.IsDevelopment())
                yield return "Set DeliveryOtp__PublicUrl to where recipients reach the service, such as https://track.example.com: their links start with it.";
        }
        else if (!(Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https"))
        {
            yield return "DeliveryOtp__PublicUrl has to look like https://track.example.com";
        }
    }

    private IEnumerable<string> ManagementPortFailures(int? port)
    {
        if (port is not null && configuration.GetSection("Kestrel:Endpoints").Exists())
            yield return "DeliveryOtp__ManagementPort needs ASPNETCORE_URLS or ASPNETCORE_HTTP_PORTS: with Kestrel__Endpoints nothing else is listened to.";
        if (port is < 1 or > ushort.MaxValue)
            yield return "DeliveryOtp__ManagementPort has to be a port, 1 to 65535.";
    }

    private static IEnumerable<string> TrackingFailures(TrackingOptions tracking)
    {
        if (tracking.StreamsOfLink < 1)
            yield return "DeliveryOtp__Tracking__StreamsOfLink has to be 1 or more.";
        if (tracking.StreamsOfRetailer < 1)
            yield return "DeliveryOtp__Tracking__StreamsOfRetailer has to be 1 or more.";
        if (tracking.Streams < 1)
            yield return "DeliveryOtp__Tracking__Streams has to be 1 or more.";
    }

    private static IEnumerable<string> BudgetFailures(BudgetOptions budgets) => new (string Name, int Value)[]
        {
            ("RetailerKey__PerSecond", budgets.RetailerKey.PerSecond),
            ("RetailerKey__Burst", budgets.RetailerKey.Burst),
            ("SupportKey__PerSecond", budgets.SupportKey.PerSecond),
            ("SupportKey__Burst", budgets.SupportKey.Burst),
            ("Courier__PerSecond", budgets.Courier.PerSecond),
            ("Courier__Burst", budgets.Courier.Burst),
            ("FailedSignIns", budgets.FailedSignIns),
            ("RequestsAtOnce", budgets.RequestsAtOnce),
            ("VisitsAtOnce", budgets.VisitsAtOnce),
            ("ExportsAtOnce", budgets.ExportsAtOnce),
        }
        .Where(setting => setting.Value < 1)
        .Select(setting => $"DeliveryOtp__Budgets__{setting.Name} has to be 1 or more.");

    private static IEnumerable<string> CodeKeyFailures(IList<CodeKeyOptions> keys)
    {
        if (keys.Count == 0)
            yield return "Set DeliveryOtp__CodeKeys__0__Id and DeliveryOtp__CodeKeys__0__Secret.";
        for (var i = 0; i < keys.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(keys[i].Id))
                yield return $"Set DeliveryOtp__CodeKeys__{i}__Id.";
            if (!(keys[i].Secret?.Length >= MinimumLength))
                yield return $"DeliveryOtp__CodeKeys__{i}__Secret needs {MinimumLength} characters or more.";
        }

        if (keys.DistinctBy(key => key.Id, StringComparer.Ordinal).Count() < keys.Count)
            yield return "Two DeliveryOtp__CodeKeys have the same Id: a new key needs a new one.";
    }
}
