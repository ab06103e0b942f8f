using Microsoft.AspNetCore.Mvc;
using Npgsql;

namespace DeliveryOtp.Api.Tests.Http;

/// <summary>Breaks in the ways in which a service breaks. Only in services that a test adds it to.</summary>
[ApiController]
[ApiExplorerSettings(IgnoreApi = true)]
[Route("/faults")]
public sealed class FaultsController : ControllerBase
{
    [HttpGet("bug")]
    public IActionResult Bug() => throw new InvalidOperationException("select * from secrets; code 042917");

    [HttpGet("deliveries/{id:guid}")]
    public IActionResult BugOf(Guid id) => throw new InvalidOperationException($"select * from secrets where id = '{id}'");

    [HttpGet("database")]
    public IActionResult Database() => throw new NpgsqlException("Exception while reading from 10.0.0.1:5432");

    [HttpGet("lock")]
    public IActionResult Lock() => throw new PostgresException("canceling statement due to lock timeout", "ERROR", "ERROR", "55P03");
}
