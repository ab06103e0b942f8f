using Npgsql;

namespace DeliveryOtp.Api.Persistence;

/// <summary>How the service talks to PostgreSQL: bounded waits, so that a request never hangs on a sick database.</summary>
internal static class DatabaseOptions
{
    /// <summary>The service's own role.</summary>
    public const string ServiceConnection = "DeliveryOtp";

    /// <summary>The role that owns the schema.</summary>
    public const string OwnerConnection = "DeliveryOtpOwner";

    /// <summary>The key of the data source that serves <see cref="Transactions.GroupCommit{TRequest,TResult}"/>.</summary>
    public const string Batches = "batches";

    /// <summary>The key of the data source of those who follow the journal.</summary>
    public const string Readers = "readers";

    /// <summary>
    /// No role can be kept from ALTER ROLE … SET on itself, so what could change the meaning of a statement, or end the service's writing,
    /// is set with each connection, which counts more.
    /// </summary>
    private const string Pinned = "-c search_path=pg_catalog -c default_transaction_read_only=off ";

    /// <summary>
    /// Values that a connection string may override, each in seconds but for the milliseconds. On a server that hangs, a
    /// request waits either for a connection (Timeout), or for its command (CommandTimeout) and then for the cancellation
    /// that nobody answers (Timeout again): four seconds at most, and a client learns within five.
    /// </summary>
    public static NpgsqlDataSource CreateDataSource(string connectionString, ILoggerFactory? loggers = null) => Create(
        new NpgsqlConnectionStringBuilder
        {
            MaxPoolSize = 32,
            ApplicationName = "deliveryotp",
            Options = "-c lock_timeout=1500 -c idle_in_transaction_session_timeout=10000",
        },
        connectionString,
        loggers);

    /// <summary>
    /// For sets of requests: few connections, and prepared statements whose plans take the indexes however empty the tables
    /// were when the plan was made. A set does not wait long for a row that somebody holds, since all its other requests
    /// would wait as well; the one that wants the row waits alone, on the other data source.
    /// </summary>
    public static NpgsqlDataSource CreateBatchDataSource(string connectionString, ILoggerFactory? loggers) => Create(
        new NpgsqlConnectionStringBuilder
        {
            MaxPoolSize = 4,
            MaxAutoPrepare = 16,
            AutoPrepareMinUsages = 2,
            ApplicationName = "deliveryotp batches",
            Options = "-c lock_timeout=200 -c idle_in_transaction_session_timeout=10000 "
                + "-c enable_seqscan=off -c plan_cache_mode=force_generic_plan",
        },
        connectionString,
        loggers);

    /// <summary>
    /// For those who follow the journal: what they look for they find by an index, whatever the statistics say about tables that were empty
    /// a moment ago.
    /// </summary>
    public static NpgsqlDataSource CreateReaderDataSource(string connectionString, ILoggerFactory? loggers) => Create(
        new NpgsqlConnectionStringBuilder
        {
            MaxPoolSize = 8,
            ApplicationName = "deliveryotp readers",
            Options = "-c lock_timeout=1500 -c idle_in_transaction_session_timeout=10000 -c enable_seqscan=off",
        },
        connectionString,
        loggers);

    private static NpgsqlDataSource Create(
        NpgsqlConnectionStringBuilder settings,
        string connectionString,
        ILoggerFactory? loggers)
    {
        // Nothing of a session is ever set by a statement, so there is nothing to reset between two uses of a connection.
        settings.NoResetOnClose = true;
        var pool = settings.ApplicationName; // On /metrics it would otherwise be called by its whole connection string.
        settings.Options = Pinned + settings.Options;
        settings.Timeout = 2;
        settings.CommandTimeout = 2;
        settings.CancellationTimeout = 500;
        var given = Parse(ServiceConnection, connectionString);
        foreach (string key in given.Keys)
            settings[key] = given[key];

        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString) { Name = pool };
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
