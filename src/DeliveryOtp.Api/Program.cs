using DeliveryOtp.Api;
using DeliveryOtp.Api.Access;
using DeliveryOtp.Api.AuditTrail;
using DeliveryOtp.Api.Deliveries;
using DeliveryOtp.Api.Disputes;
using DeliveryOtp.Api.Doorstep;
using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Messages;
using DeliveryOtp.Api.Pages;
using DeliveryOtp.Api.Pages.Recipient;
using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Recipients;
using DeliveryOtp.Api.Sandbox;
using DeliveryOtp.Api.Signals;
using DeliveryOtp.Api.Webhooks;

try
{
    var builder = WebApplication.CreateBuilder(
        new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
    await using var sandbox = await SandboxHost.StartAsync(builder, args);
    builder.ListenOnManagementPort();
    builder.Services
        .AddServiceOptions()
        .AddPersistence()
        .AddHttp()
        .AddTelemetry(builder.Configuration)
        .AddAccess()
        .AddDeliveries()
        .AddDoorstep()
        .AddRecipients()
        .AddSignals()
        .AddWebhooks()
        .AddMessages(builder.Configuration)
        .AddAuditTrail()
        .AddDisputes()
        .AddPages(builder.Configuration);

    await using var app = builder.Build();
    app.CheckConfiguration();
    app.UseHttp();
    app.UsePageCompression();
    app.UsePlainLinks();
    app.UseAccess();
    app.MapHealth();
    app.MapPrometheusScrapingEndpoint();
    app.MapControllers();
    app.MapPages();
    app.MapMailPages();
    app.MapWebhookInbox();

    await app.StartAsync();
    await sandbox.SeedAsync(app);
    await app.WaitForShutdownAsync();
    return 0;
}
catch (Exception exception) when (StartFailure.Explain(exception) is { } sentence)
{
    await Console.Error.WriteLineAsync(sentence);
    return 1;
}

/// <summary>The service's entry point; named so that tests can start it.</summary>
public partial class Program;
