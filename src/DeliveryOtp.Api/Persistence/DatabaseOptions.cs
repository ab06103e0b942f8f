using Npgsql;

namespace DeliveryOtp.Api.Persistence;

/// <summary>How the service talks to PostgreSQL: bounded waits, so that a request never hangs on a sick database.</summary>
internal static class DatabaseOptions
{
    /// <summary>The service's own role.</summary>
    public const string ServiceConnection = "DeliveryOtp";

    /// <summary>The role that owns the schema.</summary>
    public const string OwnerConnection = "DeliveryOtpOwner";

    /// <summary>
    /// Values that a connection string may override, each in seconds but for the milliseconds. On a server that hangs, a
    /// request waits either for a connection (Timeout), or for its command (CommandTimeout) and then for the cancellation
    /// that nobody answers (Timeout again): four seconds at most, and a client learns within five.
    /// </summary>
    public static NpgsqlDataSource CreateDataSource(string connectionString, ILoggerFactory? loggers = null)
    {
        var given = Parse(ServiceConnection, connectionString);
        var settings = new NpgsqlConnectionStringBuilder
        {
            Timeout = 2,
            CommandTimeout = 2,
            CancellationTimeout = 500,
            MaxPoolSize = 32,
            ApplicationName = "deliveryotp",
            Options = "-c lock_timeout=1500 -c idle_in_transaction_session_timeout=10000",
        };
        foreach (string key in given.Keys)
            settings[key] = given[key];

        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        builder.UseLoggerFactory(loggers);
        return builder.Build();
    }

    /// <exception cref="DatabaseSettingException">It is no connection string; the message never repeats it, for the password's sake.</exception>
    internal static NpgsqlConnectionStringBuilder Parse(string name, string connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            throw new DatabaseSettingException(
                $"ConnectionStrings__{name} has to look like Host=…;Port=5432;Database=…;Username=…;Password=…");
        }
    }
}

/// <summary>A connection string is missing or unreadable; the message says which one and what it should be.</summary>
public sealed class DatabaseSettingException(string message) : Exception(message);
