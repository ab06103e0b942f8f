using System.Security.Cryptography;
using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Schema;
using DeliveryOtp.Api.Webhooks;
using DeliveryOtp.LocalPostgres;

namespace DeliveryOtp.Api.Sandbox;

/// <summary>
/// In Development the service needs nothing: it brings its own PostgreSQL, keys, schema and a few deliveries. In any
/// other environment this does nothing at all.
/// </summary>
internal sealed class SandboxHost : IAsyncDisposable
{
    private const string AdminKey = "DeliveryOtp:AdminKey";

    private readonly RunOptions? _options;
    private readonly PrivateCluster? _cluster;

    private SandboxHost(RunOptions? options, PrivateCluster? cluster)
    {
        _options = options;
        _cluster = cluster;
    }

    /// <exception cref="StartException">Something is missing; the message says what.</exception>
    public static async Task<SandboxHost> StartAsync(WebApplicationBuilder builder, string[] args)
    {
        if (!builder.Environment.IsDevelopment())
            return new SandboxHost(options: null, cluster: null);

        builder.Services.AddSingleton<WebhookInbox>();
        var options = RunOptions.Parse(args);
        var files = new SandboxFiles(options.DataDirectory);
        Configure(builder.Configuration, ReadSecrets(files), files);
        // Kestrel picks a free port only for an address, since "localhost" stands for two of them.
        builder.WebHost.UseUrls(options.Port == 0 ? "http://127.0.0.1:0" : $"http://localhost:{options.Port}");

        var cluster = builder.Configuration.GetConnectionString(DatabaseOptions.ServiceConnection) is null
            ? await StartClusterAsync(builder.Configuration, options)
            : null;
        try
        {
            await MigrateAsync(builder.Configuration);
            return new SandboxHost(options, cluster);
        }
        catch
        {
            if (cluster is not null)
                await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Fills an empty sandbox through the API itself, and says how to use it.</summary>
    /// <exception cref="StartException">It can't be filled; the message says why.</exception>
    public async Task SeedAsync(WebApplication app)
    {
        if (_options is null)
            return;
        var (baseUrl, files) = (new Uri(app.Urls.First()), new SandboxFiles(_options.DataDirectory));
        var seed = new SandboxSeed(
            baseUrl,
            app.Configuration[AdminKey]!,
            files,
            keepsMails: app.Configuration["DeliveryOtp:Mail:Directory"] is not null,
            InboxOf(app, files, baseUrl));
        var connection = _cluster?.ConnectionString(SandboxDatabase.Name, SandboxDatabase.ServiceRole);
        var stopping = app.Lifetime.ApplicationStopping;
        try
        {
            await Console.Out.WriteLineAsync(await seed.RunAsync(_options.Seeds, connection, stopping));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Somebody stopped the service before it was filled.
        }
        catch (Exception exception)
        {
            // Who only disposes the service sees its background cancelled in mid-work, and logs that as failures.
            await app.StopAsync(CancellationToken.None);
            throw new StartException(
                $"The sandbox can't be filled: {exception.Message.TrimEnd('.')}. Start with --no-seed to do without, or with another --data.");
        }
    }

    /// <summary>Null: somebody said that webhooks may not go to this machine.</summary>
    private static SandboxInbox? InboxOf(WebApplication app, SandboxFiles files, Uri baseUrl) =>
        app.Services.GetRequiredService<TargetGuard>().AllowsPrivateTargets
            ? new SandboxInbox(app.Services.GetRequiredService<WebhookInbox>(), files, baseUrl)
            : null;

    public ValueTask DisposeAsync() => _cluster?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static async Task<PrivateCluster> StartClusterAsync(ConfigurationManager configuration, RunOptions options)
    {
        var cluster = await PrivateCluster.StartAsync(
            new PrivateClusterOptions { DataDirectory = Path.Combine(options.DataDirectory, "postgres") });
        await SandboxDatabase.CreateAsync(cluster, SandboxDatabase.Name, CancellationToken.None);
        configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ConnectionStrings:DeliveryOtp"] =
                cluster.ConnectionString(SandboxDatabase.Name, SandboxDatabase.ServiceRole),
            ["ConnectionStrings:DeliveryOtpOwner"] =
                cluster.ConnectionString(SandboxDatabase.Name, SandboxDatabase.OwnerRole),
        });
        return cluster;
    }

    private static async Task MigrateAsync(ConfigurationManager configuration)
    {
        var service = DatabaseOptions.Parse(
            DatabaseOptions.ServiceConnection,
            configuration.GetConnectionString(DatabaseOptions.ServiceConnection)!).ConnectionString;
        if (configuration.GetConnectionString(DatabaseOptions.OwnerConnection) is { } owner)
        {
            // What is no key the start complains of later.
            var ring = configuration.GetSection(ServiceOptions.Section).Get<ServiceOptions>()?.FindKeyRing();
            await SchemaMigration.RunAsync(owner, service, ring, CancellationToken.None);
        }
        else
        {
            await SandboxDatabase.CheckAsync(service, CancellationToken.None);
        }
    }

    private static SandboxSecrets ReadSecrets(SandboxFiles files)
    {
        if (files.Read<SandboxSecrets>("secrets.json") is { } kept)
            return kept;
        var made = new SandboxSecrets(
            $"admin_{RandomNumberGenerator.GetHexString(64, lowercase: true)}",
            RandomNumberGenerator.GetHexString(64, lowercase: true),
            $"sandbox-{RandomNumberGenerator.GetHexString(8, lowercase: true)}");
        files.Write("secrets.json", made);
        return made;
    }

    /// <summary>Under everything else: what is configured counts more than what was made up.</summary>
    private static void Configure(ConfigurationManager configuration, SandboxSecrets secrets, SandboxFiles files)
    {
        Dictionary<string, string?> defaults = new(StringComparer.Ordinal);
        if (configuration[AdminKey] is null)
            defaults[AdminKey] = secrets.AdminKey;
        if (!configuration.GetSection("DeliveryOtp:CodeKeys").Exists())
        {
            defaults["DeliveryOtp:CodeKeys:0:Id"] = secrets.CodeKeyId ?? "sandbox";
            defaults["DeliveryOtp:CodeKeys:0:Secret"] = secrets.CodeKey;
        }

        if (string.IsNullOrEmpty(configuration["DeliveryOtp:Mail:Host"]))
        {
            defaults["DeliveryOtp:Mail:Directory"] = files.PathOf("mails");
            defaults["DeliveryOtp:Mail:From"] = "DeliveryOtp Sandbox <deliveries@sandbox.invalid>";
        }

        configuration.AddInMemoryCollection(defaults);
    }
}
