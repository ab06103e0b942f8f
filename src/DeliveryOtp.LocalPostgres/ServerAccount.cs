using System.ComponentModel;
using System.Diagnostics;

namespace DeliveryOtp.LocalPostgres;

/// <summary>The user of the operating system that runs the server: PostgreSQL refuses to run as root.</summary>
internal sealed record ServerAccount(string? UserName)
{
    /// <summary>This process's own.</summary>
    public static readonly ServerAccount Own = new((string?)null);

    public static ServerAccount Current() =>
        Environment.IsPrivilegedProcess ? new("postgres") : Own;

    /// <summary>True when the server runs as somebody else than this process, and has to be given its files.</summary>
    public bool IsAnother => UserName is not null;

    /// <summary>Starts a program as this account, with none of the caller's PG* variables to change its mind.</summary>
    public Process Start(string program, IEnumerable<string> arguments)
    {
        // The account may not be able to enter the caller's directory, so it works from one that everybody can enter.
        var start = new ProcessStartInfo(program, arguments)
        {
            UserName = UserName,
            UseShellExecute = false,
            WorkingDirectory = "/",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);

        // macOS: a server without a plain locale becomes multithreaded while it starts, and gives up.
        start.Environment["LC_ALL"] = "C";

        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e) when (IsAnother)
        {
            throw new PrivateClusterException(
                $"PostgreSQL does not run as root, and there is no operating system user `{UserName}` to run it as ({e.Message}). "
                + "Create it with `useradd --system postgres`, run the service as a normal user, "
                + "or set ConnectionStrings__DeliveryOtp to a PostgreSQL that already runs.",
                e);
        }
    }

    /// <summary>Runs a program to its end: its exit code and what it said.</summary>
    public async Task<(int ExitCode, string Output)> RunAsync(
        string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        using var process = Start(program, arguments);
        process.StandardInput.Close();
        try
        {
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, output + await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Gives a directory that this process made to the account.</summary>
    public async Task HandOverAsync(string directory, CancellationToken cancellationToken)
    {
        if (!IsAnother)
            return;

        var (exitCode, output) = await Own
            .RunAsync("chown", ["-R", UserName!, directory], cancellationToken);
        if (exitCode != 0)
            throw new PrivateClusterException($"{directory} could not be handed over to the user `{UserName}`. {output}");
    }
}
