namespace SupportSdk.Paragon.Api;

/// <summary>Knows the failed workflow executions of a user.</summary>
internal interface IExecutionHistory
{
    /// <summary>The failed executions that a query asks for, as far as they can be told within the history's own budget.</summary>
    /// <param name="query">The query.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>What was found. A history that cannot be read is no error: <see cref="ExecutionHistoryResult.Problem"/> says why.</returns>
    Task<ExecutionHistoryResult> FindAsync(ExecutionQuery query, CancellationToken cancellationToken);
}
