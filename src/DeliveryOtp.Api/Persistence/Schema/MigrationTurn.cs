using Npgsql;

namespace DeliveryOtp.Api.Persistence.Schema;

/// <summary>
/// One migration at a time for each database: two at once would trip over each other's CREATE and GRANT. The lock belongs
/// to an open transaction, so that the server takes it back however this process ends.
/// </summary>
internal sealed class MigrationTurn : IAsyncDisposable
{
    /// <summary>"dotpmigr" in ASCII: a number that nobody else's advisory locks use.</summary>
    private const long Key = 0x646F74706D696772;

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private readonly NpgsqlConnection _connection;

    private MigrationTurn(NpgsqlConnection connection) => _connection = connection;

    public static async Task<MigrationTurn> TakeAsync(NpgsqlDataSource owner, Action<string> report, CancellationToken cancel)
    {
        var turn = new MigrationTurn(await owner.OpenConnectionAsync(cancel));
        try
        {
            for (var isFirst = true; !await turn.TryTakeAsync(cancel); isFirst = false)
            {
                if (isFirst)
                    report("Another migration is running: waiting for it.");
                await Task.Delay(Patience, cancel);
            }

            return turn;
        }
        catch
        {
            await turn.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Neither who has the turn nor who waits for it holds a snapshot: an index that is made concurrently waits for every one there is.
    /// </summary>
    private async Task<bool> TryTakeAsync(CancellationToken cancel)
    {
        await AskAsync("begin", cancel);
        var isTaken = await AskAsync($"select pg_try_advisory_xact_lock({Key})", cancel) is true;

        // The transaction does nothing while the migration runs beside it: the server must not find it idle too long. A statement without a
        // snapshot also ends the one of the statement before.
        await AskAsync(isTaken ? "set local idle_in_transaction_session_timeout = 0" : "rollback", cancel);
        return isTaken;
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task<object?> AskAsync(string sql, CancellationToken cancel)
    {
        await using var command = _connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(cancel);
    }
}
