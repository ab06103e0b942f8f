namespace DeliveryOtp.Api.Http.Budgets;

internal static class BudgetsRegistration
{
    public static IServiceCollection AddBudgets(this IServiceCollection services) => services.AddSingleton<RequestBudgets>();

    /// <summary>Before the sign-in: links prove themselves.</summary>
    public static IApplicationBuilder UseLinkBudgets(this IApplicationBuilder app) => app.UseMiddleware<LinkBudgetMiddleware>();

    /// <summary>Behind the sign-in: budgets are somebody's.</summary>
    public static IApplicationBuilder UseBudgets(this IApplicationBuilder app) => app.UseMiddleware<BudgetMiddleware>();
}
