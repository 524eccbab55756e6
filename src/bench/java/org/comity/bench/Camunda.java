package org.comity.bench;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import com.zaxxer.hikari.HikariDataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Camunda 7 embedded, with its full history. A move finds the open task of the process by
 * a query and completes it, which is one transaction; no variable goes with it and no
 * person is named, which is less than the others write.
 */
final class Camunda implements Contender {

	private final HikariDataSource pool;

	private final ProcessEngine engine;

	private final Queue<String> ready = new ConcurrentLinkedQueue<>();

	Camunda(HikariDataSource pool) {
		this.pool = pool;
		StandaloneProcessEngineConfiguration configuration = new StandaloneProcessEngineConfiguration();
		configuration.setDataSource(pool);
		configuration.setDatabaseSchemaUpdate("true");
		configuration.setHistory(ProcessEngineConfiguration.HISTORY_FULL);
		configuration.setEnforceHistoryTimeToLive(false);
		configuration.setJobExecutorActivate(false);
		this.engine = configuration.buildProcessEngine();
		this.engine.getRepositoryService().createDeployment().addString("life.bpmn20.xml", Process.bpmn()).deploy();
	}

	@Override
	public String key() {
		return "d";
	}

	@Override
	public String title() {
		return "Camunda 7, find the task and complete it";
	}

	@Override
	public String database() {
		return "bench_camunda";
	}

	@Override
	public int guess() {
		return 500;
	}

	@Override
	public void prepare(int lives) {
		while (this.ready.size() < lives) {
			for (int i = 0; i < 50; i++) {
				this.ready.add(this.engine.getRuntimeService().startProcessInstanceByKey(Process.KEY).getId());
			}
		}
	}

	@Override
	public Contender.@Nullable Life begin() {
		String instance = this.ready.poll();
		return (instance != null) ? new ProcessLife(instance) : null;
	}

	@Override
	public void close() {
		this.engine.close();
		this.pool.close();
	}

	private final class ProcessLife implements Contender.Life {

		private final String instance;

		private int made;

		private ProcessLife(String instance) {
			this.instance = instance;
		}

		@Override
		public boolean more() {
			return this.made < Step.LIFE.size();
		}

		@Override
		public void move() {
			var tasks = Camunda.this.engine.getTaskService();
			String task = tasks.createTaskQuery().processInstanceId(this.instance).singleResult().getId();
			tasks.complete(task);
			this.made++;
		}

	}

}
