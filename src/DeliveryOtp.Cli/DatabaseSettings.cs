using DeliveryOtp.Api.Persistence;

namespace DeliveryOtp.Cli;

/// <summary>Where the database is, from the service's variables.</summary>
internal static class DatabaseSettings
{
    public const string OwnerVariable = "ConnectionStrings__DeliveryOtpOwner";
    public const string ServiceVariable = "ConnectionStrings__DeliveryOtp";

    /// <exception cref="DatabaseSettingException">It is not set.</exception>
    public static string Owner() => Read(OwnerVariable);

    /// <inheritdoc cref="Owner"/>
    public static string Service() => Read(ServiceVariable);

    private static string Read(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value
        ? value
        : throw new DatabaseSettingException(
            $"Set {variable} (Host=…;Database=…;Username=…;Password=…). {OwnerVariable} signs in as the role that owns the schema, "
            + $"{ServiceVariable} as the service's.");
}
