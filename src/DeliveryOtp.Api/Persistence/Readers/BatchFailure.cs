using Npgsql;

namespace DeliveryOtp.Api.Persistence.Readers;

/// <summary>What a failed batch says about its entries.</summary>
internal enum BatchFailureKind
{
    /// <summary>One of them can't be dealt with.</summary>
    Poisoned,

    /// <summary>They take longer than a statement may.</summary>
    OutOfTime,
}

/// <summary>
/// A database that is away or lacks a grant, a lease that was lost and a service that stops say nothing about an entry. Of
/// what PostgreSQL refuses only data (22) and constraints (23) do.
/// </summary>
internal static class BatchFailure
{
    /// <summary>Null: nothing.</summary>
    public static BatchFailureKind? Of(Exception exception) => exception switch
    {
        OperationCanceledException => null,
        TimeoutException or NpgsqlException { InnerException: TimeoutException } => BatchFailureKind.OutOfTime,
        PostgresException { SqlState: PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.LockNotAvailable } => BatchFailureKind.OutOfTime,
        PostgresException { SqlState: PostgresErrorCodes.DivisionByZero } => null,
        PostgresException { SqlState: ['2', '2' or '3', ..] } => BatchFailureKind.Poisoned,
        NpgsqlException => null,
        _ => BatchFailureKind.Poisoned,
    };
}
