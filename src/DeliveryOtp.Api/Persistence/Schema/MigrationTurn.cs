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

    private readonly NpgsqlConnection _connection;

    private MigrationTurn(NpgsqlConnection connection) => _connection = connection;

    public static async Task<MigrationTurn> TakeAsync(NpgsqlDataSource owner, Action<string> report, CancellationToken cancel)
    {
        var turn = new MigrationTurn(await owner.OpenConnectionAsync(cancel));
        try
        {
            // The transaction does nothing while the migration runs beside it: the server must not find it idle too long.
            await turn.AskAsync("begin; set local idle_in_transaction_session_timeout = 0; set local lock_timeout = 0", cancel);
            if (await turn.AskAsync($"select pg_try_advisory_xact_lock({Key})", cancel) is true)
                return turn;

            report("Another migration is running: waiting for it.");
            await turn.AskAsync($"select pg_advisory_xact_lock({Key})", cancel);
            return turn;
        }
        catch
        {
            await turn.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task<object?> AskAsync(string sql, CancellationToken cancel)
    {
        await using var command = _connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(cancel);
    }
}
