using System.Net.Sockets;
using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Schema;
using DeliveryOtp.LocalPostgres;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Npgsql;

namespace DeliveryOtp.Api.Sandbox;

/// <summary>Turns a failed start into a sentence that says what to do; a stack trace helps nobody who just typed a command.</summary>
internal static class StartFailure
{
    /// <summary>How the framework begins when a setting is no number; only its text tells it from a bug.</summary>
    private const string UnreadSetting = "Failed to convert configuration value";

    /// <summary>Null: this is a bug, and the stack trace is what one wants.</summary>
    public static string? Explain(Exception exception) => exception switch
    {
        StartException or PrivateClusterException or SchemaMigrationException or DatabaseSettingException => exception.Message,
        OptionsValidationException invalid => string.Join('\n', invalid.Failures),
        AggregateException several when several.InnerExceptions.All(inner => inner is OptionsValidationException) =>
            string.Join('\n', several.InnerExceptions.Select(Explain)),
        InvalidOperationException unread when unread.Message.StartsWith(UnreadSetting, StringComparison.Ordinal) => unread.Message,
        IOException { InnerException: AddressInUseException } => $"{exception.Message} Choose another one: ./dev run --port N",
        PostgresException refused => $"PostgreSQL says no: {refused.MessageText} ({refused.SqlState}). Check ConnectionStrings__DeliveryOtp.",
        NpgsqlException or SocketException => $"The database does not answer ({exception.Message}). Check ConnectionStrings__DeliveryOtp.",
        _ => null,
    };
}
