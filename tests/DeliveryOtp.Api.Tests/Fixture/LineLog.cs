using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using DeliveryOtp.Api.Http.Logs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace DeliveryOtp.Api.Tests.Fixture;

/// <summary>What the service would write to its console in production, line by line.</summary>
internal sealed class LineLog
{
    /// <summary>As they would be written.</summary>
    public ConcurrentQueue<string> Lines { get; } = new();

    /// <summary>Each read as JSON: one that is no object on a line of its own fails.</summary>
    public IEnumerable<JsonObject> Read => Lines.Select(line => JsonNode.Parse(line)!.AsObject());

    public void AddTo(IServiceCollection services) => services.AddSingleton<ILoggerProvider>(provider => new Writer(
        provider.GetServices<ConsoleFormatter>().Single(formatter => formatter.Name == JsonLines.FormatterName),
        Lines));

    private sealed class Writer(ConsoleFormatter formatter, ConcurrentQueue<string> lines) : ILoggerProvider, ISupportExternalScope
    {
        private IExternalScopeProvider? _scopes;

        public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

        public ILogger CreateLogger(string categoryName) => new Category(this, categoryName);

        public void Dispose()
        {
            // The lines belong to the test.
        }

        private sealed class Category(Writer writer, string name) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => writer._scopes?.Push(state);

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            {
                using var text = new StringWriter();
                writer.Write(new LogEntry<TState>(logLevel, name, eventId, state, exception, formatter), text);
            }
        }

        private void Write<TState>(LogEntry<TState> entry, StringWriter text)
        {
            formatter.Write(entry, _scopes, text);
            foreach (var line in text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries))
                lines.Enqueue(line);
        }
    }
}
